/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-bytes-text.h"
#include "factory/np-factory-data.h"
#include "factory/np-secret-bytes.h"
#include "matter/np-random.h"
#include "np-generate.h"

/* The longest that Matter allows (core specification, 3.9). */
#define SALT_SIZE 32

gboolean
np_generate_is_for (NpTag tag)
{
  return tag == NP_TAG_SETUP_DISCRIMINATOR || tag == NP_TAG_SPAKE2_SALT || tag == NP_TAG_SPAKE2_SETUP_PASSCODE
         || tag == NP_TAG_ROTATING_DEVICE_ID;
}

/* A number as its field's bytes */
static GBytes *
write_number (NpTag tag, guint32 number)
{
  g_autoptr(NpFactoryData) data = np_factory_data_new ();

  np_factory_data_set_number (data, tag, number, NULL); /* it fits: it was made for the field */
  return g_bytes_ref (np_factory_data_get_bytes (data, tag));
}

/* ST's firmware takes the identifier as text. */
static GBytes *
make_rotating_id (GError **error)
{
  g_autoptr(GBytes) id = np_random_rotating_id (error);
  char *text = id != NULL ? np_bytes_text_format (id, NP_BYTES_FORM_HEX) : NULL;

  return text != NULL ? np_secret_bytes_new_take (text, strlen (text)) : NULL;
}

/**
 * np_generate_value:
 * @tag: a field for which np_generate_is_for ()
 * @error: %NP_ERROR_TOOL_FAILED when OpenSSL has no random bytes
 *
 * Returns: (transfer full) (nullable): a new value that Matter allows, as in the image
 */
GBytes *
np_generate_value (NpTag tag, GError **error)
{
  guint16 discriminator;
  guint32 passcode;

  g_return_val_if_fail (np_generate_is_for (tag), NULL);

  if (tag == NP_TAG_SPAKE2_SALT)
    return np_random_salt (SALT_SIZE, error);
  if (tag == NP_TAG_ROTATING_DEVICE_ID)
    return make_rotating_id (error);
  if (tag == NP_TAG_SETUP_DISCRIMINATOR)
    return np_random_discriminator (&discriminator, error) ? write_number (tag, discriminator) : NULL;
  return np_random_passcode (&passcode, error) ? write_number (tag, passcode) : NULL;
}
