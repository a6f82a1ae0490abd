import type { Framescope, HudCanvas } from 'framescope';
import {
  type Camera,
  CanvasTexture,
  LinearFilter,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
} from 'three';

const WIDTH_METRES = 0.4;

/** The HUD as a quad before the camera, which is seen where the page is not: in immersive XR. */
export interface HudQuad {
  /** Shows or hides it; settles with whether it is shown. */
  toggle(): Promise<boolean>;
  dispose(): void;
}

/** @param camera must be part of the scene, or what it carries is not drawn */
export function createHudQuad(scope: Framescope, camera: Camera): HudQuad {
  let isWanted = false;
  let dispose: (() => void) | null = null;
  const show = (hud: HudCanvas) => {
    const texture = new CanvasTexture(hud.canvas);
    texture.colorSpace = SRGBColorSpace;
    // It is never far away, and mipmaps would be made anew at each update.
    texture.generateMipmaps = false;
    texture.minFilter = LinearFilter;
    hud.onUpdate(() => {
      texture.needsUpdate = true;
    });
    const { width, height } = hud.canvas;
    const geometry = new PlaneGeometry(WIDTH_METRES, (WIDTH_METRES * height) / width);
    // Above all else, as a HUD is.
    const material = new MeshBasicMaterial({ map: texture, depthTest: false, transparent: true, toneMapped: false });
    const mesh = new Mesh(geometry, material);
    mesh.name = 'Framescope HUD';
    mesh.renderOrder = 1000;
    mesh.position.set(0, -0.27, -1);
    camera.add(mesh);
    return () => {
      mesh.removeFromParent();
      for (const one of [geometry, material, texture]) one.dispose();
      hud.destroy();
    };
  };
  const hide = () => {
    isWanted = false;
    dispose?.();
    dispose = null;
  };
  return {
    async toggle() {
      if (isWanted) hide();
      else {
        isWanted = true;
        const hud = await scope.hud.canvas();
        // The user may have gone on while the code was loading.
        if (hud !== null && isWanted && dispose === null) dispose = show(hud);
        else hud?.destroy();
      }
      return dispose !== null;
    },
    dispose: hide,
  };
}
