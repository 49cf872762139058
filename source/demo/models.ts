import type {DemoModel} from './model.ts';
import {echo} from './models/echo.ts';
import {eliza} from './models/eliza.ts';
import {endingFaults} from './models/faults-of-ending.ts';
import {statusFaults} from './models/faults-of-status.ts';
import {markdown} from './models/markdown.ts';
import {reasoning} from './models/reasoning.ts';
import {slow} from './models/slow.ts';

/** All models of the demo endpoint; the first is the default. A new one is its file and a line here. */
export const demoModels: readonly DemoModel[] = [
	eliza,
	markdown,
	echo,
	slow,
	reasoning,
	...statusFaults,
	...endingFaults,
];
