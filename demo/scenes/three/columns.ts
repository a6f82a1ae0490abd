import { type Color, InstancedMesh, LOD, Matrix4, Mesh } from 'three';
import { createRandom } from '../../seeded-random.ts';
import { createMergedColumns, createPrism } from './column-geometry.ts';
import { createFacetMaterial } from './facet-material.ts';
import type { Column } from './island.ts';
import { displayColor } from './palette.ts';
import type { Quality } from './quality.ts';

/** Columns are drawn in square tiles, so that those out of view are culled. */
const TILE = 13;
const LOW = displayColor('#8189a3');
const HIGH = displayColor('#e8d3bd');
const MOSS = displayColor('#9ab07a');

export interface Columns {
  readonly tiles: readonly LOD[];
  /** Draws instances up to farther away. `load` is 0 to 1. */
  setLoad(load: number): void;
}

/** The islands: tiles of instanced columns, each of which gives way to one merged mesh when it is far. */
export function createColumns(columns: readonly Column[], { shadows, instancedWithin }: Quality): Columns {
  const prism = createPrism();
  const material = createFacetMaterial({ shadows, vertexColors: true });
  const random = createRandom(21);

  const tiles = groupByTile(columns).map(({ centerX, centerZ, members }) => {
    const colors = members.map(({ topY }) => columnColor(topY, random));
    const matrix = new Matrix4();
    const near = new InstancedMesh(prism, material, members.length);
    members.forEach(({ x, z, topY, feetY }, i) => {
      const length = Math.max(0.3, topY - Math.min(...feetY));
      near.setMatrixAt(i, matrix.makeScale(1, length, 1).setPosition(x - centerX, topY, z - centerZ));
      near.setColorAt(i, colors[i] as Color);
    });
    near.computeBoundingSphere();

    const tile = new LOD();
    tile.position.set(centerX, 0, centerZ);
    tile.addLevel(near, 0);
    if (instancedWithin < Number.POSITIVE_INFINITY) {
      const far = new Mesh(createMergedColumns(members, colors, centerX, centerZ), material);
      tile.addLevel(far, instancedWithin, 0.05);
    }
    for (const level of tile.children) Object.assign(level, { castShadow: true, receiveShadow: true });
    return tile;
  });
  return {
    tiles,
    setLoad(load) {
      for (const { levels } of tiles) {
        if (levels[1]) levels[1].distance = instancedWithin * (load * 2) ** 3;
      }
    },
  };
}

function columnColor(topY: number, random: () => number): Color {
  const color = LOW.clone().lerp(HIGH, Math.min(1, topY / 8));
  if (topY > 2 && random() < 0.35) color.lerp(MOSS, 0.6);
  return color.multiplyScalar(0.88 + random() * 0.2);
}

function groupByTile(columns: readonly Column[]) {
  const tiles = new Map<string, { centerX: number; centerZ: number; members: Column[] }>();
  for (const column of columns) {
    const [i, j] = [Math.floor(column.x / TILE), Math.floor(column.z / TILE)];
    const tile = tiles.get(`${i},${j}`) ?? { centerX: (i + 0.5) * TILE, centerZ: (j + 0.5) * TILE, members: [] };
    tile.members.push(column);
    tiles.set(`${i},${j}`, tile);
  }
  return [...tiles.values()];
}
