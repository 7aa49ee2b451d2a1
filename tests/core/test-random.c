/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said here of random values fails by chance less often than once in 10¹⁵ runs. */

#include "config.h"

#include <string.h>

#include "factory/np-passcode.h"
#include "matter/np-random.h"

#define N_DRAWS 200000

/* Draws fall into buckets; how far are their counts from what is expected? For an honest generator the chi-square is about
 * its number of degrees of freedom, and above 4 times that (for 15 and more) once in 10⁷ runs; above 10 times, never. */
static double
chi_square (const guint *counts, guint n_buckets, guint n_draws)
{
  double expected = (double) n_draws / n_buckets;
  double sum = 0;

  for (guint i = 0; i < n_buckets; i++)
    sum += (counts[i] - expected) * (counts[i] - expected) / expected;

  return sum;
}

/* The limits that a plain remainder of 32 bits would spread worst: half of the numbers would come twice as often. */
static void
test_number (void)
{
  static const guint32 limits[] = { 16, 0xC0000000, 0x80000001, G_MAXUINT32 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      guint counts[16] = { 0 };

      for (guint j = 0; j < N_DRAWS; j++)
        {
          guint32 number;

          g_assert_true (np_random_number (limits[i], &number, NULL));
          g_assert_cmpuint (number, <, limits[i]);
          counts[(guint64) number * 16 / limits[i]]++;
        }

      g_assert_cmpfloat (chi_square (counts, 16, N_DRAWS), <, 150);
    }
}

static void
test_number_of_one (void)
{
  guint32 number = 7;

  g_assert_true (np_random_number (1, &number, NULL));
  g_assert_cmpuint (number, ==, 0);
}

static void
test_passcode (void)
{
  guint counts[16] = { 0 };

  for (guint i = 0; i < N_DRAWS; i++)
    {
      guint32 passcode;

      g_assert_true (np_random_passcode (&passcode, NULL));
      g_assert_true (np_passcode_is_allowed (passcode));
      counts[(guint64) passcode * 16 / (NP_PASSCODE_MAXIMUM + 1)]++;
    }

  g_assert_cmpfloat (chi_square (counts, 16, N_DRAWS), <, 150);
}

/* Each of the 4096 comes up in 200,000 draws, but for one run in 10¹⁷. */
static void
test_discriminator (void)
{
  guint counts[4096] = { 0 };

  for (guint i = 0; i < N_DRAWS; i++)
    {
      guint16 discriminator;

      g_assert_true (np_random_discriminator (&discriminator, NULL));
      g_assert_cmpuint (discriminator, <, G_N_ELEMENTS (counts));
      counts[discriminator]++;
    }

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (counts[i], >, 0);
  g_assert_cmpfloat (chi_square (counts, G_N_ELEMENTS (counts), N_DRAWS), <, 2 * G_N_ELEMENTS (counts));
}

static void
add_new (GHashTable *seen, GBytes *bytes)
{
  g_assert_true (g_hash_table_add (seen, bytes));
}

static void
test_bytes (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      GBytes *salt = np_random_salt (16 + i % 17, NULL);
      GBytes *rotating_id = np_random_rotating_id (NULL);

      g_assert_cmpuint (g_bytes_get_size (salt), ==, 16 + i % 17);
      g_assert_cmpuint (g_bytes_get_size (rotating_id), ==, 16);
      add_new (seen, salt);
      add_new (seen, rotating_id);
    }
}

static void
test_serial_number (void)
{
  g_autofree char *longest = np_random_serial_number ("", 32, NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint counts[256] = { 0 };
  guint n_different = 0;

  g_assert_cmpuint (strlen (longest), ==, 32);
  for (guint i = 0; i < 1000; i++)
    {
      char *serial = np_random_serial_number ("MT-", 20, NULL);

      g_assert_true (g_str_has_prefix (serial, "MT-"));
      g_assert_cmpuint (strlen (serial), ==, 23);
      for (const char *p = serial + 3; *p != '\0'; p++)
        counts[(guchar) *p]++;
      g_assert_true (g_hash_table_add (seen, serial));
    }

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      n_different += counts[i] > 0;
      if (counts[i] > 0)
        g_assert_nonnull (strchr ("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", (int) i));
    }
  g_assert_cmpuint (n_different, ==, 32);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/random/number", test_number);
  g_test_add_func ("/random/number-of-one", test_number_of_one);
  g_test_add_func ("/random/passcode", test_passcode);
  g_test_add_func ("/random/discriminator", test_discriminator);
  g_test_add_func ("/random/bytes", test_bytes);
  g_test_add_func ("/random/serial-number", test_serial_number);

  return g_test_run ();
}
