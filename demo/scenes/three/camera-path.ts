import { CatmullRomCurve3, type PerspectiveCamera, Vector3 } from 'three';

const LAP_SECONDS = 90;

/** The legs of a lap, by the part of the lap at which each begins. */
const LEGS = [
  { name: 'lagoon', from: 0 },
  { name: 'open water', from: 0.3 },
  { name: 'ridge', from: 0.62 },
] as const;

const EYE = new CatmullRomCurve3(
  [
    [10, 6.5, 26],
    [24, 9.5, 16],
    [31, 12, -3],
    [22, 14, -26],
    [-3, 11, -32],
    [-25, 12, -21],
    [-30, 14, 3],
    [-16, 11.5, 21],
  ].map(([x, y, z]) => new Vector3(x, y, z)),
  true,
);

const PATH = EYE.getPoints(120);

/** Moves the camera along its lap around the lagoon; the same time gives the same view. Returns the leg it is on. */
export function moveCamera(camera: PerspectiveCamera, timeSeconds: number): string {
  const lap = (((timeSeconds / LAP_SECONDS) % 1) + 1) % 1;
  EYE.getPoint(lap, camera.position);
  camera.lookAt(Math.sin(timeSeconds * 0.11) * 4, 8.2 + Math.sin(timeSeconds * 0.17), Math.cos(timeSeconds * 0.13) * 4);
  return (LEGS.findLast(({ from }) => lap >= from) ?? LEGS[0]).name;
}

/** How far a place is from the camera's lap, seen from above, in metres. */
export function distanceToPath(x: number, z: number): number {
  return Math.min(...PATH.map((eye) => Math.hypot(eye.x - x, eye.z - z)));
}
