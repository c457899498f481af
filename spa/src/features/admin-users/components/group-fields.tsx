import { mostOfCostCentre, mostOfGroup } from '@cloudapp/contracts/user-bounds';
import { TextField } from '../../../components/text-field.tsx';

/** As the fields have them, empty where there is none. */
export interface GroupAndCostCentre {
  readonly group: string;
  readonly costCentre: string;
}

interface GroupFieldsProps {
  readonly value: GroupAndCostCentre;
  readonly onChange: (value: GroupAndCostCentre) => void;
}

/** Whether the API takes a cost centre: letters, digits, spaces and a few signs. */
export function isCostCentre(costCentre: string): boolean {
  return /^[A-Za-z0-9._ -]*$/.test(costCentre.trim());
}

/** With whom somebody works, and whom the books charge. */
export function GroupFields({ value, onChange }: GroupFieldsProps) {
  return (
    <>
      <TextField
        label="Group"
        description="With whom they work, such as “Simulation”. Costs are told by group. May be left empty."
        autoComplete="off"
        required={false}
        maxLength={mostOfGroup}
        value={value.group}
        onChange={(group) => {
          onChange({ ...value, group });
        }}
      />
      <TextField
        label="Cost centre"
        description="Whom the books charge what their machines cost. May be left empty."
        autoComplete="off"
        required={false}
        maxLength={mostOfCostCentre}
        value={value.costCentre}
        error={isCostCentre(value.costCentre) ? undefined : 'Letters, digits, spaces and - . _ only'}
        onChange={(costCentre) => {
          onChange({ ...value, costCentre });
        }}
      />
    </>
  );
}
