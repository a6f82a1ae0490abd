import { createRandom } from '../../seeded-random.ts';
import { distanceToPath } from './camera-path.ts';

/** A column of the islands. */
export interface Column {
  readonly x: number;
  readonly z: number;
  readonly topY: number;
  /** Down to where each side is seen: its neighbour's top, or below the water. Side 0 faces +x, the next ones go on towards +z. */
  readonly feetY: readonly number[];
}

/** Where the crystals fly between. */
export interface Beacon {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface Island {
  readonly columns: readonly Column[];
  readonly beacons: readonly Beacon[];
}

const RINGS = 46;
/** Distance of a corner from the centre of a cell, in metres. */
export const CELL = 1.45;
/** In the order of a column's sides. */
const NEIGHBOURS = [
  [1, 0],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [0, -1],
  [1, -1],
] as const;
const BEACONS = 28;
const BEACON_SPACING = 9;

/** Hexagonal cells of seeded noise, as far as they rise above the water; the highest of each neighbourhood are beacons. */
export function createIsland(): Island {
  const random = createRandom(7);
  const tops = new Map<string, { q: number; r: number; x: number; z: number; topY: number }>();
  for (let q = -RINGS; q <= RINGS; q++) {
    for (let r = Math.max(-RINGS, -q - RINGS); r <= Math.min(RINGS, -q + RINGS); r++) {
      const x = CELL * Math.sqrt(3) * (q + r / 2);
      const z = CELL * 1.5 * r;
      const jitter = (random() - 0.5) * 1.2 + (random() > 0.94 ? random() * 1.6 : 0);
      const topY = heightAt(x, z) + jitter;
      if (topY > 0.12) tops.set(`${q},${r}`, { q, r, x, z, topY });
    }
  }

  const beacons: Beacon[] = [];
  const cells = [...tops.values()].sort((a, b) => b.topY - a.topY);
  for (const cell of cells) {
    const apart = beacons.every(({ x, z }) => Math.hypot(x - cell.x, z - cell.z) > BEACON_SPACING);
    if (!apart || Math.hypot(cell.x, cell.z) > 48 || distanceToPath(cell.x, cell.z) < 8) continue;
    cell.topY += 2.2 + random() * 1.4;
    beacons.push({ x: cell.x, y: cell.topY, z: cell.z });
    if (beacons.length === BEACONS) break;
  }

  const columns = cells.map(({ q, r, x, z, topY }) => ({
    x,
    z,
    topY,
    feetY: NEIGHBOURS.map(([dq, dr]) => tops.get(`${q + dq},${r + dr}`)?.topY ?? -0.2),
  }));
  return { columns, beacons };
}

function heightAt(x: number, z: number): number {
  const distance = Math.hypot(x, z);
  const hills = noise(x * 0.05 + 11, z * 0.05 + 5) * 9 + noise(x * 0.13 + 40, z * 0.13 + 3) * 3.2;
  const lagoon = 9 * Math.exp(-((distance / 15) ** 2));
  const rim = 4.2 * Math.exp(-(((distance - 27) / 10) ** 2));
  const shore = 0.16 * Math.max(0, distance - 62);
  return hills - 5.2 - lagoon + rim - shore;
}

/** Value noise, 0 to 1. */
function noise(x: number, y: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = smooth(x - ix);
  const fy = smooth(y - iy);
  const near = mix(hash(ix, iy), hash(ix + 1, iy), fx);
  const far = mix(hash(ix, iy + 1), hash(ix + 1, iy + 1), fx);
  return mix(near, far, fy);
}

function hash(x: number, y: number): number {
  let h = Math.imul(x, 374761393) + Math.imul(y, 668265263);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

const smooth = (t: number) => t * t * (3 - 2 * t);
const mix = (a: number, b: number, t: number) => a + (b - a) * t;
