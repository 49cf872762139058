import {useState, useSyncExternalStore} from 'react';
import {createEditorState, type EditorOptions, type EditorState} from './editor-state.ts';
import {type EditorAction, reduceEditor} from './reduce-editor.ts';

/**
 * A prompt editor that lives outside React. One chunk of input can hold several keys, and the second must see what
 * the first did before anything is drawn, so the state is here and not in a component's closure.
 */
export type Editor = {
	readonly getState: () => EditorState;
	readonly dispatch: (action: EditorAction) => void;
	/** Calls `listener` after each change; returns the way to stop. */
	readonly subscribe: (listener: () => void) => () => void;
};

/** Makes an editor. */
export function createEditor(options?: EditorOptions): Editor {
	let state = createEditorState(options);
	const listeners = new Set<() => void>();
	return {
		getState: () => state,
		dispatch(action) {
			const next = reduceEditor(state, action);
			if (next === state) return;
			state = next;
			for (const listener of listeners) listener();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

/** One editor for the life of a component; the options count at its first render. */
export function useEditor(options?: EditorOptions): Editor {
	const [editor] = useState(() => createEditor(options));
	return editor;
}

/** The editor's state; the component is drawn again when it changes. */
export function useEditorState(editor: Editor): EditorState {
	return useSyncExternalStore(editor.subscribe, editor.getState);
}
