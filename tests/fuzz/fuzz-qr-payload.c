/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-problem.h"
#include "fuzz.h"
#include "matter/np-setup-payload.h"

/* The texts go to people: they are UTF-8, and there is one for whatever couldn't be read. */
static void
check_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = np_problem_to_text (problems->pdata[i]);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

/* What is read without any problem is written as the very same code. */
static void
check_round_trip (GPtrArray *payloads, const char *code)
{
  g_autoptr(GString) again = g_string_new (NULL);

  for (guint i = 0; i < payloads->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *part = np_setup_payload_encode_qr (payloads->pdata[i], &error);

      g_assert_no_error (error);
      g_string_append (again, i == 0 ? part : part + strlen ("MT:"));
      if (i + 1 < payloads->len)
        g_string_append_c (again, '*');
    }

  g_assert_cmpstr (again->str, ==, code);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *code = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) payloads = np_setup_payload_decode_qr (code, problems);

  check_problems (problems);
  if (problems->len == 0)
    check_round_trip (payloads, code);
  if (payloads->len == 0)
    g_assert_true (np_problem_list_has_errors (problems));

  return 0;
}
