import { readFacts } from "./read";

export interface Region {
  /** The platform's own key: `eu_central_1`. */
  key: string;
  name: string;
  /** What an account stores: `mypurecloud.de`. */
  domain: string;
  apiUrl: string;
  loginUrl: string;
}

/** The regions of Genesys Cloud, in the SDK's order. Read from disk at the first call. */
export const loadRegions = (): readonly Region[] => readFacts<Region[]>("regions.json");
