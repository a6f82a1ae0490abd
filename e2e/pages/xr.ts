// A page with a WebXR runtime (there is no headset here) for specs of XR frames.
import { metaQuest3, XRDevice } from 'iwer';

new XRDevice(metaQuest3).installRuntime({ forceInstall: true });

/** Runs an immersive session for so many frames; gives what its callbacks got. */
async function runSession(frames: number): Promise<{ times: number[]; hasXrFrame: boolean[] }> {
  const session = await (navigator as unknown as { xr: XRSystem }).xr.requestSession('immersive-vr');
  const gl = document.createElement('canvas').getContext('webgl2', { xrCompatible: true });
  if (gl === null) throw new Error('There is no WebGL 2');
  session.updateRenderState({ baseLayer: new XRWebGLLayer(session, gl) });
  const times: number[] = [];
  const hasXrFrame: boolean[] = [];
  await new Promise<void>((resolve) => {
    const loop = (...args: [number, XRFrame]) => {
      times.push(args[0]);
      hasXrFrame.push(args.length === 2 && args[1].session === session);
      if (times.length < frames) session.requestAnimationFrame(loop);
      else resolve();
    };
    session.requestAnimationFrame(loop);
  });
  await session.end();
  return { times, hasXrFrame };
}

Object.assign(globalThis, { runSession });
