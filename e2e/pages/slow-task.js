// A task that keeps the main thread busy, in a file of its own, for specs that ask who it was.
setTimeout(function spawnEnemies() {
  const endMs = performance.now() + 120;
  while (performance.now() < endMs);
});
