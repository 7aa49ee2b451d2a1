/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-passcode.h"

/* 0 and 99999999 are outside the limits. */
static const guint32 forbidden_passcodes[] = {
  11111111, 22222222, 33333333, 44444444, 55555555, 66666666, 77777777, 88888888, 12345678, 87654321,
};

/**
 * np_passcode_is_allowed:
 * @passcode: a passcode
 *
 * Returns: whether Matter allows it (core specification, section 5.1.7.1)
 */
gboolean
np_passcode_is_allowed (guint32 passcode)
{
  if (passcode < NP_PASSCODE_MINIMUM || passcode > NP_PASSCODE_MAXIMUM)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (forbidden_passcodes); i++)
    {
      if (passcode == forbidden_passcodes[i])
        return FALSE;
    }

  return TRUE;
}

/**
 * np_passcode_describe_rule:
 *
 * Returns: (transfer none): what to say of a passcode that isn't allowed; the passcode itself isn't in it
 */
const char *
np_passcode_describe_rule (void)
{
  return _("The passcode is one that Matter forbids: it must be from 1 to 99999998, and not eight times the same digit, "
           "12345678 or 87654321.");
}
