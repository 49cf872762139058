import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		testTimeout: 20_000,
		// One worker for each core of the smallest machine; vitest would leave one of two idle.
		maxWorkers: 2,
		// Colour is part of what some tests look at; a CI variable must not change what the others see.
		env: {FORCE_COLOR: '0', CI: ''},
		restoreMocks: true,
	},
});
