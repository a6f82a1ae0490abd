import { type BaseIssue, type BaseSchema, getDotPath, type InferOutput, safeParse } from 'valibot';
import { mismatch } from '../metrics/metrics-error.ts';
import { SessionError } from './session-error.ts';

/** Says what is wrong with a file. @throws SessionError `corrupt`, always */
export function fail(path: string, wanted: string, got: unknown): never {
  throw new SessionError('corrupt', `Cannot read the session: ${mismatch(path, `be ${wanted}`, got)}`);
}

/** @throws SessionError `corrupt` when `valid` is false */
export function require(valid: boolean, path: string, wanted: string, got: unknown): void {
  if (!valid) fail(path, wanted, got);
}

/** What the schema makes of a value. @throws SessionError `corrupt` with the first thing that is wrong */
export function check<T extends BaseSchema<unknown, unknown, BaseIssue<unknown>>>(
  schema: T,
  value: unknown,
  path: string,
): InferOutput<T> {
  const result = safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = [path, getDotPath(issue)].filter(Boolean).join('.') || 'the file';
  const { type, message, expected, input } = issue;
  // Custom schemas say in their message what they want, and a key that is missing is "expected" by its name.
  return fail(at, type === 'custom' ? message : input === undefined ? 'there' : String(expected), input);
}

/** Turns whatever `read` throws into the one error of a broken file. @throws SessionError `corrupt` */
export function attempt<T>(path: string, wanted: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new SessionError('corrupt', `Cannot read the session: ${path} must be ${wanted}: ${cause}`, { cause });
  }
}
