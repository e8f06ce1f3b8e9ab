from airflow import DAG
from airflow.operators.python import PythonOperator
from finance.cash import prepare

with DAG('prepare', schedule='@daily', catchup=False) as dag:
    PythonOperator(task_id='go', python_callable=prepare)
