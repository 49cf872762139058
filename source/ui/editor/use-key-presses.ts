import type {EventEmitter} from 'node:events';
import {useInput, useStdin} from 'ink';
import {useEffect, useRef} from 'react';
import {decodeKeyPresses, type KeyPress} from './key-press.ts';

/**
 * Calls `onPress` for each key pressed and each run of text typed, in order, several times for one chunk of input
 * if need be. Bracketed pastes do not come here: they are `usePaste`'s.
 * @param options.isActive false stops listening
 */
export function useKeyPresses(
	onPress: (press: KeyPress) => void,
	{isActive}: {readonly isActive: boolean},
): void {
	// Ink parses F2 and then drops its name, and `stdin` itself cannot be read beside Ink without taking input away
	// from a child that the terminal was lent to. The emitter that feeds `useInput` has the bytes; it is no documented
	// interface, so without it function keys are lost and nothing else.
	const {internal_eventEmitter: inputEvents} = useStdin() as {readonly internal_eventEmitter?: EventEmitter};
	const rawRef = useRef('');
	// Before `useInput`, whose listener must find the bytes already noted.
	useEffect(() => {
		if (!isActive || inputEvents === undefined) return;
		const note = (raw: string): void => {
			rawRef.current = raw;
		};
		inputEvents.on('input', note);
		return () => {
			inputEvents.removeListener('input', note);
		};
	}, [isActive, inputEvents]);
	useInput(
		(input, key) => {
			for (const press of decodeKeyPresses(input, key, rawRef.current)) onPress(press);
		},
		{isActive},
	);
}
