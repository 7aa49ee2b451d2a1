/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-image.h"
#include "factory/np-problem.h"
#include "fuzz.h"

/* What was decoded and is sound can be encoded, and then decodes to the same fields. */
static void
check_round_trip (NpFactoryData *data)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpImage) image = NULL;
  g_autoptr(NpImage) again = NULL;
  g_autoptr(GError) error = NULL;

  if (!np_factory_data_check (data, problems))
    return;

  image = np_image_encode (data, &error);
  g_assert_no_error (error);
  again = np_image_decode (np_image_get_bytes (image), problems, &error);
  g_assert_no_error (error);
  g_assert_true (np_factory_data_equal (np_image_get_data (again), data));
  g_assert_cmpuint (problems->len, ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpImage) image = NULL;
  g_autofree char *difference = NULL;

  image = np_image_decode (bytes, problems, &error);
  if (image == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (np_problem_list_has_errors (problems));
      return 0;
    }

  difference = np_image_describe_difference (image, 0x081EC000, bytes);
  g_assert_cmpstr (difference, ==, NULL);
  check_round_trip (np_image_get_data (image));

  return 0;
}
