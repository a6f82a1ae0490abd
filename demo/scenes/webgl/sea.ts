import { linkProgram } from './link-program.ts';
import { SEA_FRAGMENT, SEA_VERTEX, SKY_FRAGMENT, SKY_VERTEX } from './sea-shaders.ts';

type Color = readonly [red: number, green: number, blue: number];

/** Colours of the water's depth, and of the sky at the horizon. */
export interface SeaPalette {
  readonly low: Color;
  readonly high: Color;
}

export const DUSK: SeaPalette = { low: [0.07, 0.13, 0.24], high: [0.86, 0.6, 0.48] };
export const MORNING: SeaPalette = { low: [0.05, 0.22, 0.26], high: [0.72, 0.8, 0.74] };
export const NIGHT: SeaPalette = { low: [0.05, 0.06, 0.16], high: [0.42, 0.36, 0.58] };

/** A sea under a sky, drawn row by row: a draw call for each row of squares. */
export interface Sea {
  /** What the last `draw` did. */
  readonly drawn: { calls: number; triangles: number };
  draw(timeSeconds: number): void;
  setRows(rows: number): void;
  /** From here on the water is drawn by a new program. */
  useNewShader(): void;
  dispose(): void;
}

export function createSea(gl: WebGL2RenderingContext, { low, high }: SeaPalette): Sea {
  let tint = 0;
  const createWater = () => linkProgram(gl, SEA_VERTEX, `const float TINT = ${tint.toFixed(3)};${SEA_FRAGMENT}`);
  const sky = linkProgram(gl, SKY_VERTEX, SKY_FRAGMENT);
  let water = createWater();
  const grid = gl.createVertexArray();
  const points = gl.createBuffer();
  const corners = gl.createBuffer();
  const empty = gl.createVertexArray();
  const drawn = { calls: 0, triangles: 0 };
  let rows = 0;

  const use = (program: WebGLProgram, timeSeconds: number) => {
    gl.useProgram(program);
    gl.uniform3fv(gl.getUniformLocation(program, 'low'), low);
    gl.uniform3fv(gl.getUniformLocation(program, 'high'), high);
    gl.uniform1f(gl.getUniformLocation(program, 'time'), timeSeconds);
    gl.uniform1f(gl.getUniformLocation(program, 'aspect'), gl.drawingBufferWidth / gl.drawingBufferHeight);
  };

  return {
    drawn,
    draw(timeSeconds) {
      gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
      gl.disable(gl.DEPTH_TEST);
      use(sky, timeSeconds);
      gl.bindVertexArray(empty);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      use(water, timeSeconds);
      gl.bindVertexArray(grid);
      const indices = 6 * rows;
      // From the horizon to the boat: what is near covers what is far.
      for (let row = rows - 1; row >= 0; row--)
        gl.drawElements(gl.TRIANGLES, indices, gl.UNSIGNED_SHORT, row * indices * Uint16Array.BYTES_PER_ELEMENT);
      drawn.calls = 1 + rows;
      drawn.triangles = 1 + 2 * rows * rows;
    },
    setRows(count) {
      rows = count;
      const side = rows + 1;
      const places = Float32Array.from({ length: 2 * side * side }, (_, k) =>
        k % 2 === 0 ? ((k / 2) % side) / rows : Math.floor(k / 2 / side) / rows,
      );
      const indices = Uint16Array.from({ length: 6 * rows * rows }, (_, k) => {
        const square = Math.floor(k / 6);
        const [x = 0, y = 0] =
          [
            [0, 0],
            [1, 0],
            [0, 1],
            [1, 0],
            [1, 1],
            [0, 1],
          ][k % 6] ?? [];
        return (Math.floor(square / rows) + y) * side + (square % rows) + x;
      });
      gl.bindVertexArray(grid);
      gl.bindBuffer(gl.ARRAY_BUFFER, points);
      gl.bufferData(gl.ARRAY_BUFFER, places, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(0);
      gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, corners);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
    },
    useNewShader() {
      tint = (tint + 0.37) % 1;
      gl.deleteProgram(water);
      water = createWater();
    },
    dispose() {
      for (const program of [sky, water]) gl.deleteProgram(program);
      for (const buffer of [points, corners]) gl.deleteBuffer(buffer);
      for (const array of [grid, empty]) gl.deleteVertexArray(array);
    },
  };
}

/** A software renderer takes a µs for a triangle; indices of 16 bits end at 255 rows. */
export function rowsForLoad(load: number, quality: 'low' | 'medium' | 'high'): number {
  return 12 + Math.round(load * (quality === 'high' ? 240 : 80));
}
