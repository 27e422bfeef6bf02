import type { MediaType } from "../conversation/conversation";

/** Where analytics spell a medium in another way than conversations do. */
const SPELLED_OTHERWISE: Readonly<Record<string, MediaType>> = {
  voice: "call",
  cobrowse: "cobrowsesession",
  internalmessage: "internalMessage",
};

/** The medium as it is called everywhere in this package. */
export const mediumOf = (analytics: string): string =>
  SPELLED_OTHERWISE[analytics.toLowerCase()] ?? analytics;

/** The medium as analytics call it. */
export const analyticsMediumOf = (medium: string): string =>
  Object.entries(SPELLED_OTHERWISE).find(([, ours]) => ours === medium)?.[0] ?? medium;
