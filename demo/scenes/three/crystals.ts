import {
  type BufferGeometry,
  Group,
  Mesh,
  OctahedronGeometry,
  type ShaderMaterial,
  TetrahedronGeometry,
  type Vector3,
} from 'three';
import { createRandom } from '../../seeded-random.ts';
import { createFacetMaterial } from './facet-material.ts';
import type { Beacon } from './island.ts';

const MAX_CRYSTALS = 400;
const MIN_CRYSTALS = 80;
/** How far a crystal flies to its next beacon at most, in metres (the scene's units). */
const REACH = 34;
/** Crystals keep this distance from each other, in metres. */
const PERSONAL_SPACE = 1.6;
/** And this one from the camera. */
const CAMERA_SPACE = 12;

export interface CrystalEvents {
  /** A crystal reached its beacon after so many metres. */
  arrived(x: number, y: number, z: number, pathLength: number): void;
}

/** Crystals that fly in arcs from beacon to beacon, each a mesh of its own. */
export interface Crystals {
  readonly group: Group;
  readonly meshes: readonly Mesh[];
  /** Draws and moves more of them, and keeps them apart more carefully. `load` is 0 to 1. */
  setLoad(load: number): void;
  update(timeSeconds: number, deltaSeconds: number, eye: Vector3): void;
  dispose(): void;
}

interface Flight {
  from: Beacon;
  to: Beacon;
  progress: number;
  speed: number;
  rise: number;
  travelled: number;
  spin: number;
}

export function createCrystals(beacons: readonly Beacon[], events: CrystalEvents): Crystals {
  const random = createRandom(99);
  const geometries = [new OctahedronGeometry(0.42), new OctahedronGeometry(0.3), new TetrahedronGeometry(0.4)];
  const materials = createMaterials();
  const group = new Group();
  const meshes: Mesh[] = [];
  const flights: Flight[] = [];
  // How far the crowd pushes each crystal off its arc, as x, y, z.
  const push = new Float32Array(MAX_CRYSTALS * 3);
  const place = new Float32Array(MAX_CRYSTALS * 3);
  let active = MIN_CRYSTALS;
  let passes = 1;

  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const nextBeacon = (from: Beacon): Beacon => {
    const near = beacons.filter((to) => to !== from && Math.hypot(to.x - from.x, to.z - from.z) < REACH);
    return pick(near.length > 0 ? near : beacons);
  };
  const takeOff = (flight: Flight, from: Beacon) => {
    flight.from = from;
    flight.to = nextBeacon(from);
    const distance = Math.hypot(flight.to.x - from.x, flight.to.y - from.y, flight.to.z - from.z);
    flight.progress = 0;
    flight.travelled = 0;
    flight.speed = (2.2 + random() * 2.6) / Math.max(distance, 1);
    flight.rise = 1.5 + distance * (0.12 + random() * 0.22);
  };

  for (let i = 0; i < MAX_CRYSTALS; i++) {
    const mesh = new Mesh<BufferGeometry, ShaderMaterial>(pick(geometries), pick(materials));
    const size = 0.65 + random() ** 3 * 1.5;
    mesh.scale.set(size, size * (1.2 + random() * 0.9), size);
    // Few of their shadows would be noticed, and each is one more draw call.
    mesh.castShadow = i % 4 === 0;
    const beacon = pick(beacons);
    const flight = { from: beacon, to: beacon, progress: 0, speed: 0, rise: 0, travelled: 0, spin: random() * 2 - 1 };
    takeOff(flight, beacon);
    flight.progress = random();
    meshes.push(mesh);
    flights.push(flight);
    group.add(mesh);
  }

  function fly(i: number, timeSeconds: number, deltaSeconds: number, eye: Vector3): void {
    const flight = flights[i] as Flight;
    const mesh = meshes[i] as Mesh;
    flight.progress += flight.speed * deltaSeconds;
    if (flight.progress >= 1) {
      const { x, y, z } = flight.to;
      events.arrived(x, y + 1.2, z, flight.travelled);
      takeOff(flight, flight.to);
    }
    const { from, to, progress, rise } = flight;
    const eased = progress * progress * (3 - 2 * progress);
    const sway = Math.sin(timeSeconds * 0.7 + i) * 0.8 * progress * (1 - progress) * 4;
    const x = from.x + (to.x - from.x) * eased + sway;
    const y = from.y + 1.2 + (to.y - from.y) * eased + rise * 4 * progress * (1 - progress);
    const z = from.z + (to.z - from.z) * eased - sway;
    const { position, rotation } = mesh;
    const at = i * 3;
    const [nx, ny, nz] = [x + (push[at] as number), y + (push[at + 1] as number), z + (push[at + 2] as number)];
    if (deltaSeconds > 0) flight.travelled += Math.hypot(nx - position.x, ny - position.y, nz - position.z);
    position.set(nx, ny, nz);
    const away = position.distanceTo(eye);
    if (away < CAMERA_SPACE)
      position
        .sub(eye)
        .multiplyScalar(CAMERA_SPACE / Math.max(away, 0.1))
        .add(eye);
    rotation.y = timeSeconds * flight.spin + i;
    rotation.z = Math.sin(timeSeconds * 0.5 + i) * 0.25;
    place[at] = nx;
    place[at + 1] = ny;
    place[at + 2] = nz;
  }

  /** Pushes crystals apart that are too close: each pair is looked at, which is the simulation's work. */
  function separate(strength: number): void {
    for (let i = 0; i < active; i++) {
      const a = i * 3;
      for (let j = i + 1; j < active; j++) {
        const b = j * 3;
        const dx = (place[a] as number) - (place[b] as number);
        const dy = (place[a + 1] as number) - (place[b + 1] as number);
        const dz = (place[a + 2] as number) - (place[b + 2] as number);
        const squared = dx * dx + dy * dy + dz * dz;
        if (squared >= PERSONAL_SPACE * PERSONAL_SPACE || squared < 1e-6) continue;
        const distance = Math.sqrt(squared);
        const part = ((PERSONAL_SPACE - distance) / distance) * strength;
        (push[a] as number) += dx * part;
        (push[a + 1] as number) += dy * part;
        (push[a + 2] as number) += dz * part;
        (push[b] as number) -= dx * part;
        (push[b + 1] as number) -= dy * part;
        (push[b + 2] as number) -= dz * part;
      }
    }
  }

  return {
    group,
    meshes,
    setLoad(load) {
      active = Math.round(MIN_CRYSTALS + (MAX_CRYSTALS - MIN_CRYSTALS) * load);
      passes = 1 + Math.round(load * 4);
      meshes.forEach((mesh, i) => {
        mesh.visible = i < active;
      });
    },
    update(timeSeconds, deltaSeconds, eye) {
      const decay = Math.exp(-2 * deltaSeconds);
      for (let i = 0; i < active * 3; i++) (push[i] as number) *= decay;
      for (let i = 0; i < active; i++) fly(i, timeSeconds, deltaSeconds, eye);
      for (let pass = 0; pass < passes; pass++) separate((1.5 * deltaSeconds) / passes);
    },
    dispose() {
      for (const resource of [...geometries, ...materials]) resource.dispose();
    },
  };
}

function createMaterials(): ShaderMaterial[] {
  return [
    createFacetMaterial({ color: '#6fe0cf', glow: 0.6 }),
    createFacetMaterial({ color: '#ff9d84', glow: 0.55 }),
    createFacetMaterial({ color: '#fff0d2', glow: 0.5 }),
    createFacetMaterial({ color: '#a79cf2', glow: 0.6 }),
  ];
}
