/** Replaced at build time. */
declare const AMLCHAT_VERSION: string | undefined;

/** This program's version, as package.json has it. */
export const version: string = typeof AMLCHAT_VERSION === 'string' ? AMLCHAT_VERSION : '0.0.0';
