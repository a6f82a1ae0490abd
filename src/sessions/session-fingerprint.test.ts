import { expect, it } from 'vitest';
import { createExamplePage } from './example-session.ts';
import { sessionFingerprint } from './session-fingerprint.ts';

const { environment } = createExamplePage();
const of = (userAgent: string | null, gpu: string | null = null) =>
  sessionFingerprint({ ...environment, userAgent, gpu });

it('tells browser and system apart', () => {
  expect(of('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toMatchObject({
    os: 'X11; Linux x86_64',
    browser: 'Mozilla/5.0 Gecko/20100101 Firefox/140.0',
  });
  expect(of('Test/1.0')).toMatchObject({ os: null, browser: 'Test/1.0' });
  expect(of(null)).toMatchObject({ os: null, browser: null, rendering: null });
});

it('tells software renderers from GPUs', () => {
  for (const gpu of [
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device))',
    'llvmpipe (LLVM 17)',
    'Microsoft Basic Render Driver',
  ])
    expect(of(null, gpu).rendering).toBe('software');
  expect(of(null, 'ANGLE (NVIDIA GeForce RTX 4060)').rendering).toBe('hardware');
});
