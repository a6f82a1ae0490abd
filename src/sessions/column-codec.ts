/**
 * How a column of doubles is prepared for deflate, so that every value comes back to the bit. Most columns are counts or times of
 * whole µs: as differences of integers they are mostly zeros.
 *
 *     constant   0 │ value                        one double that holds throughout
 *     integers   1 + scale │ first │ missing? │ byte planes of zigzag(q[k] − q[k−1])     where v = q / scale
 *     bits       15 │ byte planes of v[k] XOR v[k−1]                                     anything else
 *
 * A byte plane holds one byte of each value, the values' lowest bytes first: bytes that mean the same lie side by side.
 */
const CONSTANT = 0;
const INTEGERS = 1;
const BITS = 15;

/** Counts; µs in ms; bytes in MiB; hundredths of percent, which are rarer. */
const SCALES = [1, 1000, 2 ** 20, 10_000];
/** Differences must fit into 32 bits once their sign is folded in. */
const MAX_STEP = 2 ** 31 - 1;
const MAX_INTEGER = 2 ** 52;
/** Behind the kind: the first integer, and whether values are missing. */
const INTEGERS_HEAD = 1 + 8 + 1;

/** The bytes of a column, whose first byte is its kind, below 128. Not compressed yet. */
export function encodeColumn(values: Float64Array): Uint8Array<ArrayBuffer> {
  if (isConstant(values)) return encodeConstant(values);
  for (let scale = 0; scale < SCALES.length; scale++) {
    const encoded = encodeIntegers(values, scale);
    if (encoded !== null) return encoded;
  }
  return encodeBits(values);
}

/** How many bytes `encodeColumn` gives at most. */
export function maxEncodedBytes(length: number): number {
  return INTEGERS_HEAD + 8 * length;
}

/** The `length` values that `encodeColumn` was given. @throws RangeError for bytes that it never gives */
export function decodeColumn(encoded: Uint8Array, length: number): Float64Array {
  const kind = encoded[0] as number;
  if (kind === CONSTANT) return new Float64Array(length).fill(viewOf(encoded).getFloat64(1));
  if (kind === BITS) return decodeBits(encoded, length);
  const scale = SCALES[kind - INTEGERS];
  if (scale === undefined)
    throw new RangeError(`Cannot decode a column: its kind must be known, current value is ${kind}`);
  return decodeIntegers(encoded, length, scale);
}

function isConstant(values: Float64Array): boolean {
  const first = values[0] as number;
  for (let k = 1; k < values.length; k++) if (!Object.is(values[k], first)) return false;
  return true;
}

function encodeConstant(values: Float64Array): Uint8Array<ArrayBuffer> {
  const encoded = new Uint8Array(1 + 8);
  viewOf(encoded).setFloat64(1, values[0] ?? Number.NaN);
  return encoded;
}

/** null: a value is no multiple of the scale's step, or too far from the one before. Missing values repeat the one before. */
function encodeIntegers(values: Float64Array, scaleIndex: number): Uint8Array<ArrayBuffer> | null {
  const { length } = values;
  const scale = SCALES[scaleIndex] as number;
  const steps = new Uint32Array(length);
  let first = Number.NaN;
  let last = 0;
  let isAnyMissing = false;
  let bits = 0;
  for (let k = 0; k < length; k++) {
    const value = values[k] as number;
    if (Number.isNaN(value)) {
      isAnyMissing = true;
      continue;
    }
    const integer = Math.round(value * scale);
    if (integer / scale !== value || Object.is(value, -0) || Math.abs(integer) > MAX_INTEGER) return null;
    if (Number.isNaN(first)) first = last = integer;
    const step = integer - last;
    if (step > MAX_STEP || step < -MAX_STEP) return null;
    const folded = step < 0 ? -2 * step - 1 : 2 * step;
    steps[k] = folded;
    bits |= folded;
    last = integer;
  }
  // Planes that are zero throughout are left out.
  const planes = Math.ceil((32 - Math.clz32(bits)) / 8);
  const missingBytes = isAnyMissing ? length : 0;
  const encoded = new Uint8Array(INTEGERS_HEAD + missingBytes + planes * length);
  encoded[0] = INTEGERS + scaleIndex;
  viewOf(encoded).setFloat64(1, first);
  encoded[INTEGERS_HEAD - 1] = missingBytes === 0 ? 0 : 1;
  if (isAnyMissing) for (let k = 0; k < length; k++) encoded[INTEGERS_HEAD + k] = Number.isNaN(values[k]) ? 1 : 0;
  let at = INTEGERS_HEAD + missingBytes;
  for (let plane = 0; plane < planes; plane++)
    for (let k = 0; k < length; k++) encoded[at++] = (steps[k] as number) >>> (plane * 8);
  return encoded;
}

function decodeIntegers(encoded: Uint8Array, length: number, scale: number): Float64Array {
  const isAnyMissing = encoded[INTEGERS_HEAD - 1] === 1;
  const from = INTEGERS_HEAD + (isAnyMissing ? length : 0);
  const planes = length === 0 ? 0 : (encoded.length - from) / length;
  if (!Number.isInteger(planes) || planes < 0 || planes > 4) throw wrongLength(encoded, length);
  const values = new Float64Array(length);
  let last = viewOf(encoded).getFloat64(1);
  for (let k = 0; k < length; k++) {
    if (isAnyMissing && encoded[INTEGERS_HEAD + k] === 1) {
      values[k] = Number.NaN;
      continue;
    }
    let folded = 0;
    for (let plane = 0; plane < planes; plane++)
      folded |= (encoded[from + plane * length + k] as number) << (plane * 8);
    folded >>>= 0;
    last += folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
    values[k] = last / scale;
  }
  return values;
}

function encodeBits(values: Float64Array): Uint8Array<ArrayBuffer> {
  const { length } = values;
  const words = wordsOf(values);
  const encoded = new Uint8Array(1 + 8 * length);
  encoded[0] = BITS;
  for (let word = 0; word < 2; word++) {
    let last = 0;
    for (let k = 0; k < length; k++) {
      const bits = words[2 * k + word] as number;
      const changed = bits ^ last;
      last = bits;
      for (let byte = 0; byte < 4; byte++) encoded[1 + (word * 4 + byte) * length + k] = changed >>> (byte * 8);
    }
  }
  return encoded;
}

function decodeBits(encoded: Uint8Array, length: number): Float64Array {
  if (encoded.length !== 1 + 8 * length) throw wrongLength(encoded, length);
  const values = new Float64Array(length);
  const words = wordsOf(values);
  for (let word = 0; word < 2; word++) {
    let last = 0;
    for (let k = 0; k < length; k++) {
      for (let byte = 0; byte < 4; byte++)
        last ^= (encoded[1 + (word * 4 + byte) * length + k] as number) << (byte * 8);
      words[2 * k + word] = last;
    }
  }
  return values;
}

/** Low word first, as on every machine that runs a browser; the records stay on the machine that wrote them. */
function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function wrongLength(encoded: Uint8Array, length: number): RangeError {
  return new RangeError(
    `Cannot decode a column of ${length} values: its bytes must fit, current value is ${encoded.length}`,
  );
}
