import { passwordLength } from '@cloudapp/contracts/password-length';
import { useState } from 'react';
import { IconEye, IconEyeOff } from '../../../components/icons.ts';
import { PlainField, type PlainFieldProps } from '../../../components/plain/plain-field.tsx';
import classes from '../../../components/plain/plain.module.css';

interface PasswordFieldProps extends PlainFieldProps {
  readonly isWrong: boolean;
}

/** A password, hidden until its eye is pressed. */
export function PasswordField({ isWrong, ...field }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  const toggle = () => {
    setIsShown(!isShown);
  };
  const Eye = isShown ? IconEyeOff : IconEye;
  return (
    <PlainField
      maxLength={passwordLength.max}
      {...field}
      type={isShown ? 'text' : 'password'}
      aria-invalid={isWrong}
      aside={
        <button
          type="button"
          className={classes['eye']}
          aria-label={`Show ${field.label.toLowerCase()}`}
          aria-pressed={isShown}
          onMouseDown={(event) => {
            // The focus stays with the password, and so does what is selected in it, which it would forget at the click.
            event.preventDefault();
            toggle();
          }}
          onClick={({ detail }) => {
            // By keyboard, voice or switch: no press of a mouse or finger came before.
            if (detail === 0) toggle();
          }}
        >
          <Eye size={field.size === 'md' ? 22 : 20} stroke={1.5} aria-hidden />
        </button>
      }
    />
  );
}
