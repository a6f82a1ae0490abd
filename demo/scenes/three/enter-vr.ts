import type { PerspectiveCamera, WebGLRenderer } from 'three';

/** Whether the browser can show the scene in a headset. */
export async function hasVr(): Promise<boolean> {
  try {
    return (await navigator.xr?.isSessionSupported('immersive-vr')) === true;
  } catch {
    // A permissions policy forbids it.
    return false;
  }
}

/** Shows the scene in the headset, from where the camera is now; settles once it does. `onEnd` is called when the user leaves. */
export async function enterVr(renderer: WebGLRenderer, camera: PerspectiveCamera, onEnd: () => void): Promise<void> {
  const session = await navigator.xr?.requestSession('immersive-vr');
  if (session === undefined) throw new Error('WebXR is not available');
  const { fov } = camera;
  const place = new XRRigidTransform(camera.position.clone(), camera.quaternion.clone());
  renderer.xr.setReferenceSpaceType('local');
  await renderer.xr.setSession(session);
  const space = renderer.xr.getReferenceSpace();
  if (space !== null) renderer.xr.setReferenceSpace(space.getOffsetReferenceSpace(place.inverse));
  const end = () => {
    renderer.xr.removeEventListener('sessionend', end);
    // three.js gives the camera the headset's.
    camera.fov = fov;
    onEnd();
  };
  renderer.xr.addEventListener('sessionend', end);
}
