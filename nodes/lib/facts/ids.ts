const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Is this the id of something of the platform, a UUID in either case, and not a name? */
export const isId = (text: string): boolean => UUID.test(text);
