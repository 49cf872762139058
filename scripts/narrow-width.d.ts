export function narrowWidth(text: string): number | undefined;
