/** Log-in names as people type them one after the other, each once. */
export const logins = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ''))];
