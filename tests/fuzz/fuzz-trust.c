/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-check-context.h"
#include "fuzz-file.h"
#include "fuzz-problems.h"
#include "fuzz.h"

/* The files that a user trusts: authorities, and signers of declarations. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static gsize initialized;
  g_auto(FuzzFile) file = { -1, NULL };
  g_auto(NpCheckContext) context = { 0 };
  g_auto(NpCheckContext) signers = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) signer_error = NULL;
  const char *paths[] = { NULL, NULL };

  if (g_once_init_enter (&initialized))
    {
      g_setenv ("XDG_DATA_HOME", "/nonexistent", TRUE); /* nobody's own files */
      g_once_init_leave (&initialized, 1);
    }
  fuzz_file_init (&file, data, size);
  paths[0] = file.path;
  g_assert_cmpint (np_check_context_init_with_files (&context, paths, NULL, &error), ==, error == NULL);
  g_assert_cmpint (np_check_context_init_with_files (&signers, NULL, paths, &signer_error), ==, signer_error == NULL);
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
  g_assert_true (signer_error == NULL || g_utf8_validate (signer_error->message, -1, NULL));
  fuzz_check_problems (context.notes);

  return 0;
}
