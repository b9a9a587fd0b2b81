/**
 * Control ids of the CIS AWS Foundations monitoring section by number (1 to 15), in the versions reports are made for: the
 * section is 4 in 3.0 and 5 in 7.0, the order within it is the same.
 */
export const cisMonitoring = (control: number): readonly string[] => [
  `cis-aws-3.0:4.${control}`,
  `cis-aws-7.0:5.${control}`,
];
