const ownSchema = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/;

/** The name of an attribute in small letters, without that of our own schemas: case does not matter (RFC 7643 §2.1). */
export function bareName(name: string): string {
  return name.toLowerCase().replace(ownSchema, '');
}
