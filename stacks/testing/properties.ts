import { alarmProperties } from './properties/alarms.ts';
import { encryptionProperties } from './properties/encryption.ts';
import { exposureProperties } from './properties/exposure.ts';
import { kubernetesProperties } from './properties/kubernetes.ts';
import { operationProperties } from './properties/operation.ts';
import { permissionProperties } from './properties/permissions.ts';
import type { Property } from './properties/property.ts';
import { reachProperties } from './properties/reach.ts';

/** What must be true of everything that is deployed, in every environment. */
export const properties: readonly Property[] = [
  ...reachProperties,
  ...exposureProperties,
  ...encryptionProperties,
  ...permissionProperties,
  ...operationProperties,
  ...alarmProperties,
  ...kubernetesProperties,
];
