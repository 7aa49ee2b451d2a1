/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small deterministic stand-in for libFuzzer, so that every build fuzzes a little: mutate CORPUS-FOLDER MUTATIONS (of each
 * file). */

#include <gio/gio.h>
#include <string.h>

#include "fuzz.h"

#define MAX_SIZE 65536

static guint n_mutations;
static guint64 n_executions;

/* Bytes that parsers trip over. */
static const guint8 telling_bytes[] = {
  0x00, 0x01, 0x7F, 0x80, 0xAC, 0xC3, 0xED, 0xFE, 0xFF, '"', '\\', '[', ']', '{', '}', ',', ':', '-', '0', 'e', '\r', '\n',
};

static void
mutate_once (GByteArray *input, GRand *rand)
{
  guint position = g_rand_int_range (rand, 0, input->len + 1);
  guint length = g_rand_int_range (rand, 1, 9);
  guint8 byte = telling_bytes[g_rand_int_range (rand, 0, G_N_ELEMENTS (telling_bytes))];

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0: /* flip a bit */
      if (position < input->len)
        input->data[position] ^= 1u << (length - 1);
      break;

    case 1: /* put a telling byte there */
      if (position < input->len)
        input->data[position] = byte;
      break;

    case 2: /* insert it some times */
      for (guint i = 0; i < length && input->len < MAX_SIZE; i++)
        {
          g_byte_array_append (input, &byte, 1);
          memmove (input->data + position + 1, input->data + position, input->len - 1 - position);
          input->data[position] = byte;
        }
      break;

    case 3: /* remove some bytes */
      if (position < input->len)
        g_byte_array_remove_range (input, position, MIN (length, input->len - position));
      break;

    case 4: /* cut the end off */
      g_byte_array_set_size (input, position);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* Each input in memory of exactly its size, so that ASan and valgrind see the first byte read beyond it. */
static void
run (GByteArray *input)
{
  g_autofree guint8 *copy = g_memdup2 (input->data, input->len);

  LLVMFuzzerTestOneInput (copy, input->len);
  n_executions++;
}

static void
test_file (gconstpointer user_data)
{
  const char *path = user_data;
  g_autoptr(GRand) rand = g_rand_new_with_seed (20202021);
  g_autoptr(GByteArray) input = g_byte_array_new ();
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);

  g_byte_array_append (input, (const guint8 *) contents, size);
  run (input);
  for (guint i = 0; i < n_mutations; i++)
    {
      guint n_steps = g_rand_int_range (rand, 1, 5);

      g_byte_array_set_size (input, 0);
      g_byte_array_append (input, (const guint8 *) contents, size);
      for (guint j = 0; j < n_steps; j++)
        mutate_once (input, rand);
      run (input);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GError) error = NULL;
  const char *name;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  n_mutations = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  g_assert_cmpuint (n_mutations, >, 0);

  dir = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test_path = g_strconcat ("/fuzz/", name, NULL);

      g_test_add_data_func_full (test_path, g_build_filename (argv[1], name, NULL), test_file, g_free);
    }

  status = g_test_run ();
  g_print ("# %" G_GUINT64_FORMAT " executions\n", n_executions); /* a comment of TAP */
  return status;
}
