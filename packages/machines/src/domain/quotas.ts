const instances = '“Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances” (L-1216C47A)';

/** What an account may not have more of, by EC2's word for it, as AWS's Service Quotas name it. */
export const quotas: ReadonlyMap<string, string> = new Map([
  ['VcpuLimitExceeded', instances],
  ['InstanceLimitExceeded', instances],
  ['VolumeLimitExceeded', '“Storage for General Purpose SSD (gp3) volumes, in TiB” (L-7A658B76)'],
]);
