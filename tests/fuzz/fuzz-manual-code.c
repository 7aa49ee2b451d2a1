/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-problem.h"
#include "fuzz.h"
#include "matter/np-setup-payload.h"

/* What is read without any problem is written as the very same digits. */
static void
check_round_trip (const NpSetupPayload *payload, const char *code)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *again = np_setup_payload_encode_manual (payload, &error);
  g_autofree char *grouped = NULL;

  g_assert_no_error (error);
  for (; *code != '\0'; code++)
    {
      if (g_ascii_isdigit (*code))
        g_string_append_c (digits, *code);
    }
  g_assert_cmpstr (again, ==, digits->str);

  grouped = np_setup_payload_group_manual (again);
  g_assert_cmpuint (strlen (grouped), ==, digits->len == 11 ? 13 : 25);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *code = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpSetupPayload) payload = np_setup_payload_decode_manual (code, problems);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = np_problem_to_text (problems->pdata[i]);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  if (problems->len == 0)
    check_round_trip (payload, code);
  if (payload == NULL)
    g_assert_true (np_problem_list_has_errors (problems));

  return 0;
}
