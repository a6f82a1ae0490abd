import fc from 'fast-check';

// The same programs in every run: a test that fails fails again. FAST_CHECK_SEED tries others.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });
