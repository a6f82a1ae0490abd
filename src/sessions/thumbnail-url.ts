/** Of a picture of 160 px three times over; a larger one is left out. */
const MAX_CHARACTERS = 65_536;
const PATTERN = /^data:image\/jpeg;base64,(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A small JPEG as a `data:` URL, which is how sessions hold it; null for what is larger than some 48 kB, or no JPEG. */
export async function thumbnailUrl(picture: Blob): Promise<string | null> {
  if (picture.type !== 'image/jpeg') return null;
  const bytes = new Uint8Array(await picture.arrayBuffer());
  const url = `data:image/jpeg;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
  return isThumbnailUrl(url) ? url : null;
}

export function isThumbnailUrl(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_CHARACTERS && PATTERN.test(value);
}

/** The picture itself. No request is made for it, which a page's policy may refuse. */
export function pictureOf(thumbnail: string): Blob {
  const binary = atob(thumbnail.slice(thumbnail.indexOf(',') + 1));
  return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], { type: 'image/jpeg' });
}
