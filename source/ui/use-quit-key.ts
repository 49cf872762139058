import {useEffect, useRef, useState} from 'react';

/** How long a first Ctrl+C counts towards leaving, in milliseconds. */
const windowMs = 3000;

/** A key that leaves when it is pressed twice within a few seconds. */
export type QuitKey = {
	/** Whether the next press leaves. */
	readonly isArmed: boolean;
	press(): void;
	/** Another key was pressed in between. */
	disarm(): void;
};

export function useQuitKey(onQuit: () => void): QuitKey {
	const [isArmed, setShownArmed] = useState(false);
	// Both presses may come in one piece of input.
	const latest = useRef(false);
	const setArmed = (value: boolean) => {
		latest.current = value;
		setShownArmed(value);
	};

	useEffect(() => {
		if (!isArmed) {
			return;
		}

		const timer = setTimeout(() => {
			latest.current = false;
			setShownArmed(false);
		}, windowMs);
		return () => clearTimeout(timer);
	}, [isArmed]);
	return {
		isArmed,
		press: () => (latest.current ? onQuit() : setArmed(true)),
		disarm: () => setArmed(false),
	};
}
