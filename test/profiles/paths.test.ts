import {describe, expect, it} from 'vitest';
import {configFolder, dataFolder, type System} from '../../source/profiles/paths.ts';

const linux: System = {environment: {}, platform: 'linux', home: '/home/me'};

describe('the folders', () => {
	it.each<[string, System, string, string]>([
		['Linux', linux, '/home/me/.config/amlchat', '/home/me/.local/share/amlchat'],
		[
			'Linux with XDG folders',
			{...linux, environment: {XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d'}},
			'/c/amlchat',
			'/d/amlchat',
		],
		[
			'Linux with relative XDG folders, which are invalid',
			{...linux, environment: {XDG_CONFIG_HOME: 'c', XDG_DATA_HOME: ''}},
			'/home/me/.config/amlchat',
			'/home/me/.local/share/amlchat',
		],
		[
			'macOS',
			{environment: {XDG_CONFIG_HOME: '/c'}, platform: 'darwin', home: '/Users/me'},
			'/Users/me/Library/Preferences/amlchat',
			'/Users/me/Library/Application Support/amlchat',
		],
		[
			'Windows',
			{environment: {APPDATA: 'C:\\R', LOCALAPPDATA: 'C:\\L'}, platform: 'win32', home: 'C:\\me'},
			'C:\\R\\amlchat\\Config',
			'C:\\L\\amlchat\\Data',
		],
		[
			'Windows without its variables',
			{environment: {}, platform: 'win32', home: 'C:\\me'},
			'C:\\me\\AppData\\Roaming\\amlchat\\Config',
			'C:\\me\\AppData\\Local\\amlchat\\Data',
		],
		['AMLCHAT_HOME', {...linux, environment: {AMLCHAT_HOME: '/a', XDG_CONFIG_HOME: '/c'}}, '/a', '/a'],
	])('are the usual ones on %s', (_title, system, config, data) => {
		expect(configFolder(system)).toBe(config);
		expect(dataFolder(system)).toBe(data);
	});

	it('need a home only when nothing else says where', () => {
		const homeless: System = {environment: {XDG_CONFIG_HOME: '/c'}, platform: 'linux', home: undefined};
		expect(configFolder(homeless)).toBe('/c/amlchat');
		expect(() => dataFolder(homeless)).toThrow('There is no home folder to keep the profiles in.');
		expect(dataFolder({...homeless, environment: {AMLCHAT_HOME: '/a'}})).toBe('/a');
	});
});
