import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSnapshotFile } from './read-snapshot-file.ts';

describe('readSnapshotFile', () => {
  it('gives the text of plain files, gzip and strings', async () => {
    const text = '{"name":"Größe"}';
    expect(await readSnapshotFile(text)).toBe(text);
    expect(await readSnapshotFile(new Blob([text]))).toBe(text);
    expect(await readSnapshotFile(new Blob([gzipSync(text)]))).toBe(text);
    expect(await readSnapshotFile(new Blob(['\ufeff', text]))).toBe(text);
    expect(await readSnapshotFile(new Blob([]))).toBe('');
  });

  it('refuses broken gzip', async () => {
    const bytes = gzipSync('{"name":"x"}'.repeat(100));
    for (const broken of [
      bytes.subarray(0, 20),
      bytes.subarray(0, bytes.length - 4),
      Buffer.concat([bytes, Buffer.from('x')]),
    ])
      await expect(readSnapshotFile(new Blob([broken]))).rejects.toMatchObject({
        name: 'SessionError',
        code: 'corrupt',
      });
  });

  it('refuses a small file that unpacks to more than any session has', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, 0x20));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(readSnapshotFile(new Blob([bomb]), { maxLength: 1_000_000 })).rejects.toThrow(
      'Its text is longer than 1000000 characters',
    );
  });

  it('refuses more objects or values than any session has, packed or as text, before JSON makes them', async () => {
    const objects = `{"blocks":[${'{},'.repeat(5_000_000)}{}]}`;
    for (const file of [objects, new Blob([objects]), new Blob([gzipSync(objects)])]) {
      const error = await readSnapshotFile(file).catch((problem: unknown) => problem);
      expect(error).toMatchObject({ name: 'SessionError', code: 'corrupt' });
      expect(String(error)).toContain('It has more than 4194304 objects and arrays');
    }
    const numbers = new Blob([gzipSync(`[${'0,'.repeat(1000)}0]`)]);
    await expect(readSnapshotFile(numbers, { maxCommas: 999 })).rejects.toThrow('It has more than 999 values');
    expect(await readSnapshotFile(numbers, { maxCommas: 1000 })).toHaveLength(2003);
  });
});
