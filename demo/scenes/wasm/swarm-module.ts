// A WebAssembly module, put together here by hand, so that the demo needs no compiler. In the text format:
//
//   (memory (export "memory") 16)
//   (func (export "step") (param $p i32) (param $end i32) (param $dt f32)
//     (loop $next
//       ;; for each axis, at offsets 0 and 4 of a particle of x, y, vx, vy: a spring to the middle, then a step
//       (f32.store offset=8 (local.get $p) (f32.sub (f32.load offset=8 (local.get $p)) (f32.mul (f32.load (local.get $p)) (local.get $dt))))
//       (f32.store (local.get $p) (f32.add (f32.load (local.get $p)) (f32.mul (f32.load offset=8 (local.get $p)) (local.get $dt))))
//       (br_if $next (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 16))) (local.get $end)))))

const I32 = 0x7f;
const F32 = 0x7d;
const LOOP = 0x03;
const BR_IF = 0x0d;
const END = 0x0b;
const LOCAL_GET = 0x20;
const LOCAL_TEE = 0x22;
const F32_LOAD = 0x2a;
const F32_STORE = 0x38;
const I32_CONST = 0x41;
const I32_LT_U = 0x49;
const I32_ADD = 0x6a;
const F32_ADD = 0x92;
const F32_SUB = 0x93;
const F32_MUL = 0x94;
const NO_RESULT = 0x40;
const [P, ENDS, DT] = [0, 1, 2];

/** A particle takes so many bytes: x, y, vx and vy. */
export const PARTICLE_BYTES = 16;
/** Of 64 KiB each. */
const PAGES = 16;
export const MAX_PARTICLES = (PAGES * 65536) / PARTICLE_BYTES;

export interface Swarm {
  readonly memory: WebAssembly.Memory;
  /** Moves the particles from byte `begin` to byte `end` by `dt` seconds; at least one. */
  step(begin: number, end: number, dt: number): void;
}

export async function loadSwarm(): Promise<Swarm> {
  const { instance } = await WebAssembly.instantiate(encodeModule());
  return instance.exports as unknown as Swarm;
}

function encodeModule(): Uint8Array<ArrayBuffer> {
  const get = (local: number) => [LOCAL_GET, local];
  // The operand of a memory access: 2^2 bytes aligned, and its offset.
  const load = (offset: number) => [...get(P), F32_LOAD, 2, offset];
  const axis = (place: number) => [
    ...get(P),
    ...load(place + 8),
    ...load(place),
    ...get(DT),
    F32_MUL,
    F32_SUB,
    ...[F32_STORE, 2, place + 8],
    ...get(P),
    ...load(place),
    ...load(place + 8),
    ...get(DT),
    F32_MUL,
    F32_ADD,
    ...[F32_STORE, 2, place],
  ];
  const body = [
    0, // no locals of its own
    ...[LOOP, NO_RESULT],
    ...axis(0),
    ...axis(4),
    ...get(P),
    ...[I32_CONST, PARTICLE_BYTES, I32_ADD, LOCAL_TEE, P],
    ...[...get(ENDS), I32_LT_U, BR_IF, 0],
    END,
    END,
  ];
  return Uint8Array.from([
    ...[0, ...text('asm'), 1, 0, 0, 0],
    ...section(1, [0x60, ...vector([I32, I32, F32]), 0]), // the function's type
    ...section(3, [0]),
    ...section(5, [0, PAGES]), // the memory, without a maximum
    ...section(7, [...vector(text('memory')), 2, 0], [...vector(text('step')), 0, 0]),
    ...section(10, vector(body)),
  ]);
}

const text = (name: string): number[] => [...name].map((letter) => letter.charCodeAt(0));

/** Bytes after their count, which is below 128 nowhere but in the code. */
const vector = (bytes: number[]): number[] => [...unsigned(bytes.length), ...bytes];

const section = (id: number, ...items: number[][]): number[] => [
  id,
  ...vector([...unsigned(items.length), ...items.flat()]),
];

/** LEB128. */
const unsigned = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...unsigned(Math.floor(value / 128))];
