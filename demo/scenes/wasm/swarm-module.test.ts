import { describe, expect, it } from 'vitest';
import { loadSwarm, MAX_PARTICLES, PARTICLE_BYTES } from './swarm-module.ts';

describe('loadSwarm', () => {
  it('moves each particle by a spring to the middle, and no other', async () => {
    const swarm = await loadSwarm();
    const particles = new Float32Array(swarm.memory.buffer);
    particles.set([1, -2, 0.5, 0, 4, 8, 0, 1, 3, 3, 3, 3]);
    swarm.step(0, 2 * PARTICLE_BYTES, 0.25);
    expect([...particles.subarray(0, 8)]).toEqual([1.0625, -1.875, 0.25, 0.5, 3.75, 7.75, -1, -1]);
    expect([...particles.subarray(8, 12)]).toEqual([3, 3, 3, 3]);
    expect(particles.length).toBe((MAX_PARTICLES * PARTICLE_BYTES) / 4);
  });
});
