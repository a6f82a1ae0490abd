import { BufferGeometry, type Color, Float32BufferAttribute } from 'three';
import { CELL, type Column } from './island.ts';

/** Slightly less than a cell, so that a seam shows between columns. */
const RADIUS = CELL * 0.965;
/** Brightness at the foot of a side, where less of the sky is seen. */
const FOOT_SHADE = 0.5;

/** A hexagonal prism from y = -1 to 0, darker downwards, with bevels that catch the light. 28 triangles. */
export function createPrism(): BufferGeometry {
  const builder = new GeometryBuilder();
  const top = { radius: CELL * 0.87, y: 0, shade: 1 };
  const edge = { radius: RADIUS, y: -0.05, shade: 1 };
  builder.addTop(0, 0, top, null);
  for (let side = 0; side < 6; side++) {
    builder.addSide(side, 0, 0, top, edge, 0.75, null);
    builder.addSide(side, 0, 0, edge, { radius: RADIUS, y: -1, shade: FOOT_SHADE }, 0, null);
  }
  return builder.build();
}

/** Columns around a centre as one geometry without the sides that neighbours hide. */
export function createMergedColumns(
  columns: readonly Column[],
  colors: readonly Color[],
  centerX: number,
  centerZ: number,
): BufferGeometry {
  const builder = new GeometryBuilder();
  columns.forEach(({ x, z, topY, feetY }, i) => {
    const color = colors[i] ?? null;
    // Without a gap: there is no side behind it.
    const top = { radius: CELL, y: topY, shade: 1 };
    builder.addTop(x - centerX, z - centerZ, top, color);
    feetY.forEach((y, side) => {
      if (y < topY)
        builder.addSide(side, x - centerX, z - centerZ, top, { radius: CELL, y, shade: FOOT_SHADE }, 0, color);
    });
  });
  return builder.build();
}

interface Ring {
  readonly radius: number;
  readonly y: number;
  readonly shade: number;
}

/** Collects the faces of hexagonal columns. Side 0 faces +x, and each next one is 60° on towards +z. */
class GeometryBuilder {
  private readonly positions: number[] = [];
  private readonly normals: number[] = [];
  private readonly colors: number[] = [];
  private readonly indices: number[] = [];

  addTop(x: number, z: number, ring: Ring, color: Color | null): void {
    const first = this.positions.length / 3;
    for (let corner = 0; corner < 6; corner++) this.addVertex(corner, x, z, ring, color, 0, 1, 0);
    for (let corner = 1; corner < 5; corner++) this.indices.push(first, first + corner + 1, first + corner);
  }

  addSide(side: number, x: number, z: number, upper: Ring, lower: Ring, normalY: number, color: Color | null): void {
    const first = this.positions.length / 3;
    const flat = Math.sqrt(1 - normalY * normalY);
    const [nx, nz] = [Math.cos((side * Math.PI) / 3) * flat, Math.sin((side * Math.PI) / 3) * flat];
    for (const [corner, ring] of [
      [side, upper],
      [side + 1, upper],
      [side + 1, lower],
      [side, lower],
    ] as const)
      this.addVertex(corner, x, z, ring, color, nx, normalY, nz);
    this.indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  }

  build(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute(this.positions, 3));
    geometry.setAttribute('normal', new Float32BufferAttribute(this.normals, 3));
    geometry.setAttribute('color', new Float32BufferAttribute(this.colors, 3));
    geometry.setIndex(this.indices);
    return geometry;
  }

  private addVertex(
    corner: number,
    x: number,
    z: number,
    { radius, y, shade }: Ring,
    color: Color | null,
    nx: number,
    ny: number,
    nz: number,
  ): void {
    const angle = (Math.PI / 3) * (corner - 0.5);
    this.positions.push(x + Math.cos(angle) * radius, y, z + Math.sin(angle) * radius);
    this.normals.push(nx, ny, nz);
    this.colors.push(shade * (color?.r ?? 1), shade * (color?.g ?? 1), shade * (color?.b ?? 1));
  }
}
