import { walkBackplane } from "./backplane";

export = walkBackplane;
