"""Django settings. What differs between installations comes from the environment (``env``)."""

from pathlib import Path

from milepost.config import env
from milepost.ui.csp import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY

PACKAGE = Path(__file__).resolve().parent.parent
MILEPOST_DATA = env.data_folder()
DEBUG = env.flag("MILEPOST_DEBUG", False)
SECRET_KEY = env.secret_key(MILEPOST_DATA)
MILEPOST_HTTPS = env.flag("MILEPOST_HTTPS", False)
MILEPOST_URL = env.value("MILEPOST_URL", "http://127.0.0.1:8000")
MILEPOST_API_RATE = env.value("MILEPOST_API_RATE", "600/min")
MILEPOST_REACT_IN_PROCESS = env.flag("MILEPOST_REACT_IN_PROCESS", True)
MILEPOST_LAN = env.flag("MILEPOST_LAN", False)
MILEPOST_BEHIND_PROXY = env.flag("MILEPOST_BEHIND_PROXY", False)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if MILEPOST_BEHIND_PROXY else 0
ALLOWED_HOSTS = [
    host for host in env.value("MILEPOST_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",") if host
]
CSRF_TRUSTED_ORIGINS = [origin for origin in env.value("MILEPOST_TRUSTED_ORIGINS").split(",") if origin]

ROOMS = [
    "ui", "trail", "people", "files", "jobs", "search", "workdays", "playbook", "accounts", "projects", "diary",
    "evidence", "approvals", "gates", "control", "inbox", "shell", "integrations", "api", "sample", "config",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    *[f"milepost.{room}" for room in ROOMS],
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "milepost.config.middleware.guarded",
    "milepost.config.middleware.request_id",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "milepost.config.middleware.language_and_zone",
    "milepost.config.middleware.sign_in_required",
]
ROOT_URLCONF = "milepost.config.urls"
WSGI_APPLICATION = "milepost.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        # The second folder holds pages that the sign-in library looks up by names of its own.
        "DIRS": [PACKAGE, PACKAGE / "people" / "web" / "allauth"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "milepost.ui.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "milepost.ui.frame.context",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
UI_WIRING = "milepost.config.wiring"
CSRF_FAILURE_VIEW = "milepost.ui.failures.forbidden"
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = {"default": env.database(MILEPOST_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts of wrong tries must be seen by every worker process, hence files and not memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": MILEPOST_DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "milepost.people.passwords.HouseRules"}]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "milepost.people.adapter.ClosedDoor"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {
    "login": env.value("MILEPOST_LOGIN_RATE", "60/m/ip"),
    "login_failed": env.value("MILEPOST_LOCKOUT_RATE", "5/15m/key,30/15m/ip"),
}
ACCOUNT_FORMS = {
    "login": "milepost.people.web.sign_in.forms.SignIn",
    "reauthenticate": "milepost.people.web.sign_in.forms.PasswordAgain",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Milepost"
MFA_ADAPTER = "milepost.people.adapter.SealedCodes"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "milepost.people.web.sign_in.forms.Code",
    "reauthenticate": "milepost.people.web.sign_in.forms.CodeAgain",
    "activate_totp": "milepost.people.web.sign_in.forms.SwitchOn",
}
LOGIN_URL = "/sign-in/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/build/.+-[0-9A-Za-z]{8,}\.[a-z0-9]+$"
MEDIA_ROOT = MILEPOST_DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MILEPOST_MAX_UPLOAD = 50 * 1024 * 1024

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# Browsers accept the __Host- prefix over https only, and then no neighbour under the same domain can set these.
SESSION_COOKIE_NAME = "__Host-milepost" if MILEPOST_HTTPS else "milepost"
CSRF_COOKIE_NAME = "__Host-milepost-csrf" if MILEPOST_HTTPS else "milepost-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = MILEPOST_HTTPS
SECURE_SSL_REDIRECT = MILEPOST_HTTPS
SECURE_HSTS_SECONDS = 31536000 if MILEPOST_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = MILEPOST_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if MILEPOST_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
