/** What the HUD keeps of a user's choices in the page's localStorage, under a name and a version. */
export interface Remembered {
  /** Undefined where nothing of this version can be read. */
  read(): unknown;
  /** Where the store is full or blocked the choice is that of this page alone. */
  write(value: object): void;
  forget(): void;
  /** Calls back when another page of the origin has changed it; what it gives ends that. */
  onChange(listener: () => void): () => void;
}

/** `isOn` false: nothing is read or written. */
export function remembered(name: string, version: number, isOn: boolean): Remembered {
  const key = `framescope:${name}`;
  // A page whose storage is blocked throws already when it is asked for it.
  const attempt = <T>(run: (storage: Storage) => T): T | undefined => {
    try {
      return isOn ? run(localStorage) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    read: () =>
      attempt((storage) => {
        const stored: unknown = JSON.parse(storage.getItem(key) ?? 'null');
        return (stored as { version?: unknown } | null)?.version === version ? stored : undefined;
      }),
    write: (value) => void attempt((storage) => storage.setItem(key, JSON.stringify({ version, ...value }))),
    forget: () => void attempt((storage) => storage.removeItem(key)),
    onChange(listener) {
      const onStorage = (event: StorageEvent) => {
        // Without a key all of the storage was cleared.
        if (event.key === key || event.key === null) listener();
      };
      if (isOn) window.addEventListener('storage', onStorage);
      return () => window.removeEventListener('storage', onStorage);
    },
  };
}
