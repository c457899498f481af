import type { SizeId } from './blueprint.ts';

/** What a person's machine costs in a region, in US dollars. */
export interface MachinePrices {
  /** An hour of each size: Linux, on demand. */
  readonly sizeHour: Readonly<Record<SizeId, number>>;
  /** A GiB of gp3 disk for a month, whether its machine runs or not. */
  readonly diskGibMonth: number;
}

/** What AWS counts a month as. */
export const hoursAMonth = 730;

/** A public IPv4 address for an hour, the same in all regions; a stopped machine has none. */
export const publicAddressHour = 0.005;

const northAmerica: MachinePrices = {
  sizeHour: { small: 0.0188, medium: 0.0376, large: 0.0752, xlarge: 0.1504 },
  diskGibMonth: 0.08,
};

/**
 * AWS's list prices by region; traffic comes on top. All of CloudApp takes them from here. Compared on 29 November 2026, sizes with
 * https://github.com/skypilot-org/skypilot-catalog/blob/e385a0d348eda9cefd9806423e7725944dc249e4/catalogs/v8/aws/vms.csv, which
 * is made of AWS's price list; disks and addresses with what others note of https://aws.amazon.com/ebs/pricing, of
 * https://aws.amazon.com/vpc/pricing and of the same list (`EU-EBS:VolumeUsage.gp3`, `EUC1-PublicIPv4:InUseAddress` and the like).
 */
export const machinePrices = {
  'eu-central-1': {
    sizeHour: { small: 0.0216, medium: 0.0432, large: 0.0864, xlarge: 0.1728 },
    diskGibMonth: 0.0952,
  },
  'eu-west-1': {
    sizeHour: { small: 0.0204, medium: 0.0408, large: 0.0816, xlarge: 0.1632 },
    diskGibMonth: 0.088,
  },
  'us-east-1': northAmerica,
  'us-east-2': northAmerica,
  'us-west-2': northAmerica,
} as const satisfies Readonly<Record<string, MachinePrices>>;

/** What a disk costs an hour. */
export function diskHour({ diskGibMonth }: MachinePrices, diskGib: number): number {
  return (diskGibMonth * diskGib) / hoursAMonth;
}

/** The prices of a region; an unknown one has none, rather than those of another. */
export function machinePricesIn(region: string): MachinePrices {
  const prices = (machinePrices as Readonly<Record<string, MachinePrices>>)[region];
  if (prices === undefined) throw new RangeError(`No prices of machines are known for the region ${region}`);
  return prices;
}
