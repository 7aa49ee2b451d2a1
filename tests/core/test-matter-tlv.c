/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "matter/np-matter-tlv.h"
#include "support.h"

typedef struct
{
  const char *hex;
  NpMatterTlvType type;
  int tag;
  guint64 number;
} Example;

/* Matter specification, appendix A.12, and the other tag forms. */
static const Example examples[] = {
  { "08", NP_MATTER_TLV_BOOLEAN, NP_MATTER_TLV_ANONYMOUS, 0 },
  { "042a", NP_MATTER_TLV_UNSIGNED, NP_MATTER_TLV_ANONYMOUS, 42 },
  { "0003", NP_MATTER_TLV_SIGNED, NP_MATTER_TLV_ANONYMOUS, 3 },
  { "24012a", NP_MATTER_TLV_UNSIGNED, 1, 42 },
  { "2509f1ff", NP_MATTER_TLV_UNSIGNED, 9, 0xFFF1 },
  { "07efcdab8967452301", NP_MATTER_TLV_UNSIGNED, NP_MATTER_TLV_ANONYMOUS, G_GUINT64_CONSTANT (0x0123456789ABCDEF) },
  { "0c0648656c6c6f21", NP_MATTER_TLV_TEXT, NP_MATTER_TLV_ANONYMOUS, 6 },
  { "10050001020304", NP_MATTER_TLV_BYTES, NP_MATTER_TLV_ANONYMOUS, 5 },
  { "14", NP_MATTER_TLV_NULL, NP_MATTER_TLV_ANONYMOUS, 0 },
  { "0a00000000", NP_MATTER_TLV_FLOAT, NP_MATTER_TLV_ANONYMOUS, 0 },
  { "3600", NP_MATTER_TLV_ARRAY, 0, 0 },
  { "44010042", NP_MATTER_TLV_UNSIGNED, NP_MATTER_TLV_OTHER_TAG, 0x42 },
  { "c4f1ffedfe010042", NP_MATTER_TLV_UNSIGNED, NP_MATTER_TLV_OTHER_TAG, 0x42 },
  { "18", NP_MATTER_TLV_END, NP_MATTER_TLV_ANONYMOUS, 0 },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr(GBytes) bytes = test_bytes_from_hex (examples[i].hex);
      NpMatterTlvReader reader = { .data = g_bytes_get_data (bytes, NULL), .size = g_bytes_get_size (bytes) };
      NpMatterTlvElement element;

      g_assert_true (np_matter_tlv_next (&reader, &element));
      g_assert_cmpint (element.type, ==, examples[i].type);
      g_assert_cmpint (element.tag, ==, examples[i].tag);
      g_assert_cmphex (element.number, ==, examples[i].number);
    }
}

static void
test_malformed (void)
{
  static const char *const hexes[] = {
    "", "19", "1f", "04", "24", "2401", "250101", "05ff", "0c05486921", "1001", "130800000000000000ff", "3801",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hexes); i++)
    {
      g_autoptr(GBytes) bytes = test_bytes_from_hex (hexes[i]);
      NpMatterTlvReader reader = { .data = g_bytes_get_data (bytes, NULL), .size = g_bytes_get_size (bytes) };
      NpMatterTlvElement element;

      g_assert_false (np_matter_tlv_next (&reader, &element));
    }
}

static void
test_skip (void)
{
  g_autoptr(GBytes) bytes = test_bytes_from_hex ("152400013605040118" "18" "042a");
  g_autoptr(GBytes) endless = test_bytes_from_hex ("1515151515151515151515151515151515151515");
  NpMatterTlvReader reader = { .data = g_bytes_get_data (bytes, NULL), .size = g_bytes_get_size (bytes) };
  NpMatterTlvElement element;

  g_assert_true (np_matter_tlv_next (&reader, &element));
  g_assert_true (np_matter_tlv_skip (&reader, &element));
  g_assert_true (np_matter_tlv_next (&reader, &element));
  g_assert_cmpuint (element.number, ==, 42);
  g_assert_true (np_matter_tlv_skip (&reader, &element));
  g_assert_cmpuint (reader.position, ==, reader.size);

  reader = (NpMatterTlvReader){ .data = g_bytes_get_data (endless, NULL), .size = g_bytes_get_size (endless) };
  g_assert_true (np_matter_tlv_next (&reader, &element));
  g_assert_false (np_matter_tlv_skip (&reader, &element));
}

static void
test_write (void)
{
  g_autoptr(GByteArray) output = g_byte_array_new ();
  g_autoptr(GBytes) blob = g_bytes_new_static ("\x01\x02", 2);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *hex = NULL;

  np_matter_tlv_write_start (output, NP_MATTER_TLV_ANONYMOUS, NP_MATTER_TLV_STRUCTURE);
  np_matter_tlv_write_unsigned (output, 0, 255);
  np_matter_tlv_write_unsigned (output, 1, 256);
  np_matter_tlv_write_unsigned (output, 2, 65536);
  np_matter_tlv_write_unsigned (output, 3, G_GUINT64_CONSTANT (0x100000000));
  np_matter_tlv_write_text (output, 4, "Hi");
  np_matter_tlv_write_bytes (output, 5, blob);
  np_matter_tlv_write_start (output, 6, NP_MATTER_TLV_ARRAY);
  np_matter_tlv_write_end (output);
  np_matter_tlv_write_start (output, 7, NP_MATTER_TLV_LIST);
  np_matter_tlv_write_end (output);
  np_matter_tlv_write_end (output);

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&output));
  hex = test_bytes_to_hex (bytes);
  g_assert_cmpstr (hex, ==, "152400ff25010001260200000100270300000000010000002c04024869300502010236061837071818");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/matter-tlv/read", test_read);
  g_test_add_func ("/matter-tlv/malformed", test_malformed);
  g_test_add_func ("/matter-tlv/skip", test_skip);
  g_test_add_func ("/matter-tlv/write", test_write);

  return g_test_run ();
}
