import { Aspects, type App } from 'cdktf';
import { AccessRules } from './access-rules.ts';
import { EncryptionRules } from './encryption-rules.ts';
import { OperationRules } from './operation-rules.ts';

/** What no stack may break; each rule fails the synthesis and says where. */
export function addRules(app: App): void {
  Aspects.of(app).add(new EncryptionRules());
  Aspects.of(app).add(new AccessRules());
  Aspects.of(app).add(new OperationRules());
}
