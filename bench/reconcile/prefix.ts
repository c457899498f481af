/** Of the tables of this bench. */
export const prefix = 'bench';
