const MAX_LENGTH = 100;

/** A text of the page for an event: its end matters least. */
export function cutText(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** A URL as an event may keep it: the path alone, because hosts and queries tell secrets, and no data of a data URL. */
export function urlPath(url: string): string {
  try {
    const { protocol, pathname } = new URL(url);
    return cutText(/^(https?|file):$/.test(protocol) ? pathname : protocol);
  } catch {
    return '';
  }
}

/** What invoked a script, which may hold a URL, without that URL's query. */
export function withoutQuery(text: string): string {
  return cutText(text.replace(/\?[^\]]*/, ''));
}
