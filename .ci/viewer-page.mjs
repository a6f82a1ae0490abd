import { createHash } from 'node:crypto';

/**
 * A page with nothing but one script. By its own policy it can load and send nothing: what is opened in it stays there.
 * @param {string} script
 * @returns {string}
 */
export function viewerPage(script) {
  // The one thing that would end a script's element, in a string or regular expression of it.
  const text = script.replaceAll(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');
  const hash = createHash('sha256').update(text).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>Framescope viewer</title>
</head>
<body>
<noscript>The viewer needs JavaScript.</noscript>
<script>${text}</script>
</body>
</html>
`;
}
