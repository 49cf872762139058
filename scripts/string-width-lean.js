// Ink measures every text with string-width, whose tables and segmenter cost the first frame 30 ms. Most texts do not
// need them; for the others the real one is loaded. The bundler puts this file in the place of `string-width`.
import {narrowWidth} from './narrow-width.js';

let stringWidth;

export default function leanStringWidth(text, options) {
	if (typeof text !== 'string' || options !== undefined) {
		return load()(text, options);
	}

	return narrowWidth(text) ?? load()(text);
}

function load() {
	// `require` of a module: the bundler evaluates it here, on first use.
	stringWidth ??= require('string-width/real').default;
	return stringWidth;
}
